import Form from 'next/form'
import { SelectField } from '@/components/ui/field'
import { FormShortcuts } from '@/components/ui/form-shortcuts'
import { Link } from '@/components/ui/link'
import { type AuditLogQuery, BY_ITSELF } from '@/lib/data/audit-log-query'
import { CHANGES } from '@/lib/data/change-kinds'
import { ACTION_WORDS } from './change-words'

/** Narrows the audit log to what a person did, and to one kind of change; a plain GET form. */
export function ChangeFilters({
  path,
  query: { by, action },
  people,
}: {
  readonly path: string
  readonly query: AuditLogQuery
  readonly people: readonly string[]
}) {
  const known = by === undefined || people.includes(by) ? people : [by, ...people]
  return (
    <Form
      action={path}
      scroll={false}
      role="search"
      aria-label="Changes"
      autoComplete="off"
      className="flex flex-wrap items-end gap-3"
    >
      <SelectField
        label="Who"
        name="by"
        value={by}
        any="Anybody"
        options={known.map((login) => ({ value: login, label: login === BY_ITSELF ? 'Airworthy itself' : login }))}
      />
      <SelectField
        label="What"
        name="action"
        value={action}
        any="Any change"
        options={CHANGES.map((kind) => ({ value: kind, label: ACTION_WORDS[kind] }))}
      />
      <span className="flex items-end gap-3 text-sm">
        <FormShortcuts />
        {(by || action) && (
          <Link href={path} scroll={false} className="link py-1.5">
            Clear
          </Link>
        )}
      </span>
    </Form>
  )
}
