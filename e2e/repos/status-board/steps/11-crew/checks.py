from concurrent.futures import ThreadPoolExecutor

import requests

SYSTEMS = {
    "booking-api": "http://booking-api.internal:8000/livez",
    "fare-quotes": "http://fare-quotes.internal:8000/health",
    "seat-map": "http://seat-map.internal:8085/healthz",
    "crew": "http://crew.internal:8000/healthz",
    "loyalty": "http://loyalty.internal:8000/healthz",
    "refunds": "http://refunds.internal:8080/healthz",
}

QUEUES = {
    "notifications": "http://rabbit.internal:15672/api/queues/%2F/notifications",
    "baggage": "http://rabbit.internal:15672/api/queues/%2F/baggage",
}


def check(url):
    try:
        return requests.get(url, timeout=2).ok
    except requests.RequestException:
        return False


def depth(url):
    try:
        answer = requests.get(url, auth=("board", "@@FAKE:password@@"), timeout=2)
        return answer.json()["messages"]
    except (requests.RequestException, ValueError, KeyError) as error:
        print("queue", url, error)
        return None


def check_all():
    with ThreadPoolExecutor() as pool:
        return dict(zip(SYSTEMS, pool.map(check, SYSTEMS.values())))


def queue_depths():
    with ThreadPoolExecutor() as pool:
        return dict(zip(QUEUES, pool.map(depth, QUEUES.values())))
