"""What a client may ask for."""

from marshmallow import Schema, ValidationError, fields, validate, validates_schema


class RefundRequest(Schema):
    """Body of POST /refunds."""

    locator = fields.String(required=True, validate=validate.Regexp("^[A-Z0-9]{6}$"))
    amount = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=5_000_00))
    currency = fields.String(required=True, validate=validate.OneOf(["DKK", "EUR", "NOK", "SEK"]))
    kind = fields.String(required=True, validate=validate.OneOf(["card", "voucher"]))
    payment = fields.String(validate=validate.Regexp("^pi_[A-Za-z0-9]+$"))

    @validates_schema
    def card_needs_payment(self, data, **kwargs):
        if data["kind"] == "card" and "payment" not in data:
            raise ValidationError("a card refund needs the payment", "payment")


class VoucherPath(Schema):
    """The code in the address of a voucher."""

    code = fields.String(required=True, validate=validate.Regexp("^SKV[0-9]{6,10}$"))
