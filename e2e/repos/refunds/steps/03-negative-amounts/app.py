import json
import stripe
from flask import Flask, request, jsonify
import requests

app = Flask(__name__)

stripe.api_key = "@@FAKE:stripe_live@@"
BOOKINGS = "http://booking-api.internal:8000"


@app.route("/refunds", methods=["POST"])
def refund():
    data = request.json
    print("refund request", data)
    if data["amount"] < 0:
        return jsonify({"error": "amount"})
    booking = requests.get(BOOKINGS + "/bookings/" + data["locator"]).json()
    print("booking", booking)
    try:
        if data["kind"] == "voucher":
            code = make_voucher(data["amount"])
            return jsonify({"voucher": code})
        else:
            result = stripe.Refund.create(payment_intent=data["payment"], amount=data["amount"])
            print("stripe said", result)
            return jsonify({"refund": result["id"]})
    except:
        print("refund failed!!")
        return jsonify({"error": "failed"})


@app.route("/refunds/batch", methods=["POST"])
def batch():
    data = request.json
    done = []
    failed = []
    for item in data["items"]:
        try:
            booking = requests.get(BOOKINGS + "/bookings/" + item["locator"]).json()
            if booking["status"] != "cancelled":
                print("not cancelled", item["locator"])
                failed.append(item["locator"])
                continue
            result = stripe.Refund.create(payment_intent=item["payment"], amount=item["amount"])
            print("stripe said", result)
            done.append(item["locator"])
        except:
            print("failed", item["locator"])
            failed.append(item["locator"])
    return jsonify({"done": done, "failed": failed})


def make_voucher(amount):
    import random
    code = "SKV" + str(random.randint(100000, 999999))
    f = open("vouchers.json", "a")
    f.write(json.dumps({"code": code, "amount": amount}) + "\n")
    f.close()
    return code


@app.route("/vouchers/<code>")
def voucher(code):
    for line in open("vouchers.json"):
        v = json.loads(line)
        if v["code"] == code:
            return jsonify(v)
    return jsonify({"error": "no such voucher"})


if __name__ == "__main__":
    app.run(host="0.0.0.0", debug=True)
