import csv
import json
import os
import sys
import time

import requests

VOUCHERS = "http://vouchers.internal:8010"
REFUNDS = "http://refunds.internal:8080"

def read_cases(path):
    cases = []
    for row in csv.DictReader(open(path)):
        cases.append(row)
    return cases

def find(code):
    r = requests.get(REFUNDS + "/vouchers/" + code)
    if r.status_code == 404:
        return None
    return r.json()

def reissue(case):
    old = find(case["code"])
    if old == None:
        print("no such voucher", case["code"])
        return None
    r = requests.post(VOUCHERS + "/vouchers", json={"locator": case["locator"], "amount": old["amount"], "currency": old["currency"]})
    return r.json()["code"]

def main():
    cases = read_cases(sys.argv[1])
    done = {}
    if os.path.exists("done.json"):
        done = json.load(open("done.json"))
    for case in cases:
        if case["code"] in done:
            continue
        try:
            new = reissue(case)
        except Exception as e:
            print("failed", case["code"], e)
            time.sleep(5)
            continue
        done[case["code"]] = new
        json.dump(done, open("done.json", "w"))
        print(case["code"], "->", new)

if __name__ == "__main__":
    main()
