import type { Evidence, Facts, RoutesFact } from '@/lib/facts/facts'
import { defineCheck, fail, notApplicable, partial, pass } from '../check'
import { percent, plural } from '../wording'
import { describedFields, describedOperations, describedRoutes, generators } from './api-docs.part.generators'
import { apiRoutes, apiStyle } from './api-docs.part.style'

type Route = RoutesFact['routes'][number]

export default defineCheck({
  id: 'api-docs',
  category: 'documentation',
  title: 'The API is described by OpenAPI or a schema',
  weight: 2,
  why: 'Callers of an undescribed API read its source or guess. A description that is generated from the code, with words on each operation, is what clients, tests and gateways are built from.',
  needs: ['routes', 'python', 'apiDocuments', 'kind', 'readme', 'project'],
  detect(facts) {
    const { kind, apiDocuments } = facts
    if (kind.kind !== 'web-service') return notApplicable('It is not a web service: it serves no API of its own.')
    const style = apiStyle(facts)
    if (style.kind === 'none') return notApplicable(style.reason)
    const own = apiRoutes(facts)
    const document = [...apiDocuments.documents]
      .filter((d) => d.format !== 'prose' && d.format !== 'postman')
      .sort((a, b) => b.operations - a.operations)[0]
    if (document && document.operations >= own.length / 2) {
      const evidence = [
        {
          path: document.path,
          note: `${document.format}: ${plural(document.operations, 'operation')}, ${document.described} described.`,
        },
      ]
      if (document.described >= document.operations / 2)
        return pass(`${document.path} describes ${plural(document.operations, 'operation')} of the API.`, evidence)
      return partial(
        `${document.path} lists ${plural(document.operations, 'operation')}, but most have no description.`,
        evidence,
      )
    }
    const generator = generators(facts)
    if (generator.off)
      return failOrProse(facts, own, `${generator.off.note} No other description of the API is kept.`, [generator.off])
    if (generator.found) return judgeGenerated(facts, own, generator.found)
    return failOrProse(facts, own, `${plural(own.length, 'route')} of an API, described nowhere.`, [])
  },
  fix({ routes }) {
    const frameworks = routes.frameworks.map(({ name }) => name)
    if (frameworks.includes('FastAPI') || frameworks.includes('Litestar')) {
      return {
        summary:
          'Give each route a docstring or summary and each model field a description; the framework puts them into the OpenAPI document.',
        snippet: {
          path: 'app/api.py',
          language: 'python',
          code: '@router.get("/orders/{order_id}", summary="One order", response_model=OrderOut)\ndef read_order(order_id: int) -> Order:\n    """The order with its lines; 404 when it is not the caller\'s."""\n',
        },
      }
    }
    if (frameworks.some((name) => name.startsWith('Django'))) {
      return {
        summary:
          'Add drf-spectacular: it generates OpenAPI from serializers and views; describe operations by their docstrings.',
        snippet: {
          path: 'urls.py',
          language: 'python',
          code: 'from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView\n\nurlpatterns += [\n    path("schema/", SpectacularAPIView.as_view(), name="schema"),\n    path("docs/", SpectacularSwaggerView.as_view(url_name="schema")),\n]\n',
        },
      }
    }
    return {
      summary:
        'Generate OpenAPI from the code (flask-smorest, apispec, spectree, aiohttp-apispec), or keep an openapi.yaml that a test compares with the routes.',
    }
  },
})

function judgeGenerated(
  facts: Pick<Facts, 'routes' | 'python'>,
  own: readonly Route[],
  found: Evidence & { readonly name: string },
) {
  const { name, ...evidence } = found
  const marked = own.length === 0 ? describedOperations(facts) : null
  if (marked && marked.described.length * 2 >= marked.all && marked.all > 0)
    return pass(
      `${name} generates the description: ${marked.described.length} of ${plural(marked.all, 'operation')} described.`,
      [evidence, ...marked.described.slice(0, 3)],
    )
  const described = describedRoutes(facts, own)
  const share = own.length === 0 ? 0 : described.length / own.length
  const samples = described.slice(0, 3).map((route) => ({
    path: route.module,
    line: route.line,
    note: `${route.fullPath ?? route.path ?? 'A route'} is described.`,
  }))
  const gaps = own
    .filter((route) => !described.includes(route))
    .slice(0, 5)
    .map((route) => ({
      path: route.module,
      line: route.line,
      note: `${route.fullPath ?? route.path ?? 'A route'} has no description.`,
    }))
  const counts = `${described.length} of ${plural(own.length, 'route')} described (${percent(share)})`
  if (share >= 0.5) return pass(`${name} generates the description: ${counts}.`, [evidence, ...samples])
  const fields = describedFields(facts)
  if (fields.all > 0 && fields.described.length * 2 >= fields.all)
    return pass(
      `${name} generates the description: ${fields.described.length} of ${plural(fields.all, 'field')} of its models described.`,
      [evidence, ...fields.described.slice(0, 3)],
    )
  return partial(`${name} generates a description, but most operations have no words: ${counts}.`, [evidence, ...gaps])
}

function failOrProse(
  { apiDocuments, project }: Pick<Facts, 'apiDocuments' | 'project'>,
  own: readonly Route[],
  message: string,
  evidence: readonly Evidence[],
) {
  // What lies in a project's own folder speaks of it rather than what lies elsewhere.
  const isOwn = ({ path }: { readonly path: string }) => project.path === '' || path.startsWith(`${project.path}/`)
  const prose = apiDocuments.documents
    .filter((d) => d.format === 'prose' || d.format === 'postman')
    .sort((a, b) => Number(isOwn(b)) - Number(isOwn(a)) || b.operations - a.operations)[0]
  if (prose) {
    const { path, line, link, operations } = prose
    const where = line === undefined ? { path } : { path, line }
    return link
      ? partial(`The API is described elsewhere only: ${path} links ${link}.`, [
          { ...where, note: `Links ${link}.` },
          ...evidence,
        ])
      : partial(`The API is described in prose only (${path}).`, [
          {
            ...where,
            note:
              operations === 0
                ? 'Sphinx writes a reference from the views.'
                : `Names ${plural(operations, 'endpoint')}.`,
          },
          ...evidence,
        ])
  }
  const first = own.find(({ module, path, fullPath }) => /\bapi\b/i.test(`${module} ${fullPath ?? path}`)) ?? own[0]
  return fail(message, [
    ...evidence,
    {
      path: '',
      note: 'Looked for OpenAPI, Swagger and GraphQL files, for generators in application code, and for endpoints in the README and docs.',
    },
    ...(first
      ? [{ path: first.module, line: first.line, note: `For example ${first.fullPath ?? first.path ?? 'this route'}.` }]
      : []),
  ])
}
