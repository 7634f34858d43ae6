"""Card refunds through Stripe."""

import logging

import stripe

from refunds import config

log = logging.getLogger(__name__)

stripe.api_key = config.STRIPE_API_KEY
stripe.max_network_retries = 3


class RefundRefused(Exception):
    """Stripe will not pay this back; the message may be shown to an agent."""


def refund_card(payment, amount, locator):
    """Pay `amount` (in cents) back to the card of a payment. Safe to repeat for the same booking."""
    try:
        refund = stripe.Refund.create(
            payment_intent=payment,
            amount=amount,
            metadata={"locator": locator},
            idempotency_key=f"refund-{locator}-{payment}-{amount}",
        )
    except stripe.InvalidRequestError as error:
        log.warning("refund refused for %s: %s", locator, error.user_message)
        raise RefundRefused(error.user_message) from error
    log.info("refunded %s for %s: %s", amount, locator, refund["id"])
    return refund["id"]
