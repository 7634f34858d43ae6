import httpx
from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_exponential

client = httpx.Client(timeout=3)


@retry(
    retry=retry_if_exception_type(httpx.TransportError),
    wait=wait_exponential(multiplier=0.1, max=1),
    stop=stop_after_attempt(3),
    reraise=True,
)
def get(url: str) -> httpx.Response:
    return client.get(url)
