import { Panel } from '@/components/ui/panel'
import { type ApiDescription, FAILURE_MEANINGS } from '@/lib/api/openapi'
import { ApiGuide } from './api-guide'
import { OperationSection } from './operation-section'
import { SchemaSection } from './schema-section'

/** The description of the API for people, made from the same description that machines read. */
export function ApiReference({ description }: { readonly description: ApiDescription }) {
  const { paths, components } = description
  const operations = Object.entries(paths).map(([path, { get }]) => ({ path, operation: get }))
  const groups = [...new Set(operations.flatMap(({ operation }) => operation.tags))]
  return (
    <>
      <ApiGuide failures={FAILURE_MEANINGS} />
      {groups.map((group) => (
        <Panel key={group} title={group}>
          {operations
            .filter(({ operation }) => operation.tags.includes(group))
            .map(({ path, operation }) => (
              <OperationSection key={path} path={path} operation={operation} />
            ))}
        </Panel>
      ))}
      <Panel title="What the answers hold" note="Fields may be added; those that are here stay.">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          {Object.entries(components.schemas).map(([name, schema]) => (
            <SchemaSection key={name} name={name} schema={schema} />
          ))}
        </div>
      </Panel>
    </>
  )
}
