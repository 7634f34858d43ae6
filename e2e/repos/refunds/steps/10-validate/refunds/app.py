"""The web application."""

import logging

import sentry_sdk
from flask import Flask, jsonify, request
from marshmallow import ValidationError

from refunds import config
from refunds.bookings import BookingUnavailable, find_booking
from refunds.payments import RefundRefused, refund_card
from refunds.schemas import RefundRequest, VoucherPath
from refunds.vouchers import find_voucher, issue_voucher

log = logging.getLogger(__name__)


def create_app():
    logging.basicConfig(level=config.LOG_LEVEL, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    sentry_sdk.init(dsn=config.SENTRY_DSN)
    app = Flask(__name__)

    @app.post("/refunds")
    def refund():
        data = RefundRequest().load(request.get_json())
        booking = find_booking(data["locator"])
        if booking is None:
            return jsonify(error="no such booking"), 404
        if data["kind"] == "voucher":
            code = issue_voucher(data["locator"], data["amount"], data["currency"])
            return jsonify(voucher=code), 201
        return jsonify(refund=refund_card(data["payment"], data["amount"], data["locator"])), 201

    @app.get("/vouchers/<code>")
    def voucher(code):
        found = find_voucher(VoucherPath().load({"code": code})["code"])
        if found is None:
            return jsonify(error="no such voucher"), 404
        return jsonify(found)

    @app.errorhandler(ValidationError)
    def invalid(error):
        return jsonify(error=error.messages), 400

    @app.errorhandler(RefundRefused)
    def refused(error):
        return jsonify(error=str(error)), 422

    @app.errorhandler(BookingUnavailable)
    def unavailable(error):
        log.error("booking-api unavailable: %s", error.__cause__)
        return jsonify(error="bookings are unavailable"), 503

    @app.get("/healthz")
    def healthz():
        return jsonify(status="ok")

    return app
