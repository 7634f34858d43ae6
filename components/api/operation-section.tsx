import { API_ROOT } from '@/lib/api/api-root'
import type { DescribedOperation, DescribedParameter, JsonSchema } from '@/lib/api/openapi'
import { SchemaType } from './schema-type'

/** One address of the API: what it takes and what comes back. */
export function OperationSection({
  path,
  operation,
}: {
  readonly path: string
  readonly operation: DescribedOperation
}) {
  const { operationId, summary, parameters, responses } = operation
  const { content } = responses['200']
  const schema = content['application/json']?.schema
  return (
    <section
      id={operationId}
      aria-label={summary}
      className="grid min-w-0 scroll-mt-4 grid-cols-[minmax(0,1fr)] gap-2 border-t py-4 first:border-t-0"
    >
      <h3 className="font-medium">{summary}</h3>
      <p className="font-mono text-code [overflow-wrap:anywhere]">
        <span className="mr-2 rounded bg-accent-soft px-1.5 py-0.5 font-semibold text-accent text-xs">GET</span>
        {API_ROOT}
        {path}
      </p>
      <Parameters parameters={parameters} />
      <p className="text-sm">
        <span className="text-muted">Answers </span>
        {isFile(content) ? 'a file: CSV, or a JSON list of the same rows' : schema && <SchemaType schema={schema} />}
      </p>
    </section>
  )
}

function isFile(content: Readonly<Record<string, { readonly schema: JsonSchema }>>): boolean {
  return content['text/csv'] !== undefined
}

function Parameters({ parameters }: { readonly parameters: readonly DescribedParameter[] }) {
  if (parameters.length === 0) return null
  return (
    <dl className="grid gap-y-1 text-sm sm:grid-cols-[9rem_minmax(0,1fr)]">
      {parameters.map(({ name, in: place, description, schema }) => (
        <div key={name} className="contents">
          <dt className="font-mono text-xs leading-6">{place === 'path' ? `{${name}}` : name}</dt>
          <dd className="mb-1.5 min-w-0 [overflow-wrap:anywhere] sm:mb-0">
            {description}{' '}
            <span className="text-muted">
              <SchemaType schema={schema} />
            </span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
