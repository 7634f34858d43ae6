import requests
import sys

TOKEN = "@@FAKE:github_token@@"

# tiers were wrong after the migration
members = open(sys.argv[1]).read().split()
for m in members:
    try:
        r = requests.post("http://loyalty.internal/api/members/" + m + "/recalculate",
                          headers={"Authorization": "Token " + TOKEN})
        print(m, r.status_code)
    except:
        print("failed", m)
        pass
