import type { Facts } from '@/lib/facts/facts'
import type { Fix } from '../check'

type Snippet = NonNullable<Fix['snippet']>

/** Mends the handler that hides most first; where nothing is caught at all, the edge of this kind of program. */
export function handlingFix(
  { kind, routes, python }: Pick<Facts, 'kind' | 'routes' | 'python'>,
  hidden: { readonly path: string; readonly line: number } | null,
): Fix {
  if (hidden)
    return {
      summary: `Begin at ${hidden.path}:${hidden.line}: name the exceptions that can be raised there, and log them or raise one of your own from them.`,
      snippet: narrow(hidden.path),
    }
  const edge = edgeOf(
    routes.frameworks.map(({ name }) => name),
    python.thirdParty.has('celery'),
    kind.kind,
  )
  if (edge)
    return {
      summary: 'Catch what can fail where it is called, and add one handler at the edge for what nobody expects.',
      snippet: edge,
    }
  return {
    summary: 'Catch the exception that a call can raise where it is made, and log it or raise one of your own from it.',
    snippet: narrow('example.py'),
  }
}

function narrow(path: string): Snippet {
  return {
    path,
    language: 'python',
    code: 'try:\n    rates = client.fetch_rates(day)\nexcept httpx.HTTPError as error:\n    logger.exception("No rates for %s", day)\n    raise RatesUnavailable(day) from error\n',
  }
}

function edgeOf(frameworks: readonly string[], celery: boolean, kind: string): Snippet | null {
  if (frameworks.includes('FastAPI') || frameworks.includes('Starlette'))
    return {
      path: 'app/main.py',
      language: 'python',
      code: '@app.exception_handler(Exception)\nasync def unexpected(request: Request, error: Exception) -> JSONResponse:\n    logger.exception("%s %s failed", request.method, request.url.path)\n    return JSONResponse({"detail": "Internal error"}, status_code=500)\n',
    }
  if (frameworks.includes('Flask') || frameworks.includes('Quart'))
    return {
      path: 'app/errors.py',
      language: 'python',
      code: '@app.errorhandler(Exception)\ndef unexpected(error):\n    if isinstance(error, HTTPException):\n        return error\n    app.logger.exception("%s %s failed", request.method, request.path)\n    return {"error": "internal error"}, 500\n',
    }
  if (frameworks.some((name) => name.startsWith('Django')))
    return {
      path: 'urls.py',
      language: 'python',
      code: 'handler500 = "shop.views.server_error"  # answers 500 in the words of the site; Django logs what was raised\n',
    }
  if (celery)
    return {
      path: 'celery_app.py',
      language: 'python',
      code: 'from celery.signals import task_failure\n\n\n@task_failure.connect\ndef report(sender, task_id, exception, **_):\n    logger.error("%s %s failed", sender.name, task_id, exc_info=exception)\n',
    }
  if (kind === 'cli')
    return {
      path: '__main__.py',
      language: 'python',
      code: 'try:\n    main()\nexcept OSError as error:\n    sys.exit(f"{error.filename}: {error.strerror}")\n',
    }
  return null
}
