"""The web application."""

import logging

from flask import Flask, jsonify, request

from refunds import config
from refunds.bookings import BookingUnavailable, find_booking
from refunds.payments import RefundRefused, refund_card
from refunds.vouchers import find_voucher, issue_voucher

log = logging.getLogger(__name__)


def create_app():
    logging.basicConfig(level=config.LOG_LEVEL, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    app = Flask(__name__)

    @app.post("/refunds")
    def refund():
        data = request.json
        if data["amount"] <= 0:
            return jsonify(error="amount must be positive"), 400
        booking = find_booking(data["locator"])
        if booking is None:
            return jsonify(error="no such booking"), 404
        if data["kind"] == "voucher":
            code = issue_voucher(data["locator"], data["amount"], data["currency"])
            return jsonify(voucher=code), 201
        return jsonify(refund=refund_card(data["payment"], data["amount"], data["locator"])), 201

    @app.get("/vouchers/<code>")
    def voucher(code):
        found = find_voucher(code)
        if found is None:
            return jsonify(error="no such voucher"), 404
        return jsonify(found)

    @app.errorhandler(RefundRefused)
    def refused(error):
        return jsonify(error=str(error)), 422

    @app.errorhandler(BookingUnavailable)
    def unavailable(error):
        log.error("booking-api unavailable: %s", error.__cause__)
        return jsonify(error="bookings are unavailable"), 503

    return app


if __name__ == "__main__":
    create_app().run(debug=True)
