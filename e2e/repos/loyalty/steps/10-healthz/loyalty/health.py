from django.db import connection
from django.http import JsonResponse


def healthz(request):
    """Answer 200 when the database does."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return JsonResponse({"status": "ok"})
