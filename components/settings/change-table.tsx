import { characteristicName } from '@/components/ui/characteristic-name'
import { Link } from '@/components/ui/link'
import { repositoryPath } from '@/components/ui/paths'
import { ScrollArea } from '@/components/ui/scroll-area'
import { Time } from '@/components/ui/time'
import { CHARACTERISTICS } from '@/lib/checks/rubric'
import type { LoggedChange } from '@/lib/data/audit-log'
import { ACTION_WORDS, type FieldChange, fieldChanges } from './change-words'

/** Changes of an organisation's own, each with who made it and what stood there before. */
export function ChangeTable({ login, items }: { readonly login: string; readonly items: readonly LoggedChange[] }) {
  return (
    <ScrollArea label="Changes" className="-mx-4 px-4 sm:-mx-5 sm:px-5">
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">Who changed what, the newest first</caption>
        <thead>
          <tr className="border-b text-left text-muted text-xs">
            <th scope="col" className="w-32 py-2 pr-3 font-medium max-sm:hidden">
              When
            </th>
            <th scope="col" className="w-32 py-2 pr-3 font-medium max-sm:hidden">
              Who
            </th>
            <th scope="col" className="py-2 font-medium">
              What
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((change) => (
            <tr key={change.id} className="border-b align-top last:border-0">
              <td className="py-2 pr-3 whitespace-nowrap text-muted max-sm:hidden">
                <Time at={change.at} />
              </td>
              <td className="py-2 pr-3 max-sm:hidden">{change.by ?? 'Airworthy'}</td>
              <td className="py-2 [overflow-wrap:anywhere]">
                <span className="font-medium">{ACTION_WORDS[change.action]}</span>
                {change.subject && <span>: {subjectName(change.subject)}</span>}
                {change.repository && <Repository login={login} name={change.repository.name} />}
                <span className="block text-muted text-xs sm:hidden">
                  {change.by ?? 'Airworthy'}, <Time at={change.at} />
                </span>
                <Fields changes={fieldChanges(change)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  )
}

function Repository({ login, name }: { readonly login: string; readonly name: string | null }) {
  if (name === null) return <span className="text-muted"> in a repository that you can’t see or that is gone</span>
  return (
    <>
      {' in '}
      <Link href={repositoryPath(login, name)} className="link">
        {name}
      </Link>
    </>
  )
}

function Fields({ changes }: { readonly changes: readonly FieldChange[] }) {
  if (changes.length === 0) return null
  return (
    <ul className="mt-0.5 text-muted">
      {changes.map(({ field, before, after }) => (
        <li key={field}>
          {field}: {before !== null && <span className={after === null ? undefined : 'line-through'}>{before}</span>}
          {before !== null && after !== null && <span className="sr-only"> became</span>} {after}
        </li>
      ))}
    </ul>
  )
}

function subjectName(subject: string): string {
  const known = CHARACTERISTICS.find(({ id }) => id === subject)
  return known ? characteristicName(known.id) : `“${subject}”`
}
