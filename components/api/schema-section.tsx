import { ScrollArea } from '@/components/ui/scroll-area'
import type { JsonSchema } from '@/lib/api/openapi'
import { fieldsOf } from './schema-fields'
import { SchemaType, schemaAnchor } from './schema-type'

/** One named schema: its fields, or what it can be. */
export function SchemaSection({ name, schema }: { readonly name: string; readonly schema: JsonSchema }) {
  const fields = fieldsOf(schema)
  return (
    <section id={schemaAnchor(name)} aria-label={`Schema ${name}`} className="min-w-0 scroll-mt-4 border-t pt-4">
      <h3 className="font-mono font-semibold text-sm">{name}</h3>
      {schema.description && <p className="max-w-prose text-muted text-sm">{schema.description}</p>}
      {fields.length === 0 ? (
        <p className="mt-1 text-sm">
          <SchemaType schema={schema} />
        </p>
      ) : (
        <ScrollArea label={`Fields of ${name}`} className="mt-2">
          <table className="w-full min-w-xl border-collapse text-sm">
            <caption className="sr-only">Fields of {name}</caption>
            <thead className="sr-only">
              <tr>
                <th scope="col">Field</th>
                <th scope="col">Type</th>
                <th scope="col">Meaning</th>
              </tr>
            </thead>
            <tbody>
              {fields.map(({ path, schema: field, isOptional }) => (
                <tr key={path} className="border-t align-top first:border-t-0">
                  <th scope="row" className="w-56 py-1.5 pr-3 text-left font-mono font-normal text-xs leading-5">
                    {path}
                    {isOptional && <span className="font-sans text-muted"> optional</span>}
                  </th>
                  <td className="w-56 py-1.5 pr-3">
                    <SchemaType schema={field} />
                  </td>
                  <td className="py-1.5 text-muted">{field.description}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollArea>
      )}
    </section>
  )
}
