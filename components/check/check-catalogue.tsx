import { characteristicName } from '@/components/ui/characteristic-name'
import { Link } from '@/components/ui/link'
import { Panel } from '@/components/ui/panel'
import { checkPath } from '@/components/ui/paths'
import { Tag } from '@/components/ui/tag'
import { CHECKS } from '@/lib/checks/registry'
import { CATEGORIES } from '@/lib/checks/rubric'

/** All checks by category: what each claims, why, and what it weighs. */
export function CheckCatalogue() {
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      {CATEGORIES.map(({ id, title }) => (
        <Panel key={id} title={title} id={id}>
          <ul className="-mx-4 sm:-mx-5">
            {CHECKS.filter(({ category }) => category === id).map((check) => (
              <li key={check.id} className="border-t px-4 py-3 text-sm sm:px-5">
                <div className="flex flex-wrap items-baseline justify-between gap-x-3">
                  <Link href={checkPath(check.id)} className="font-medium hover:underline">
                    {characteristicName(check.id)}
                  </Link>
                  <Tag>Weight {check.weight}</Tag>
                </div>
                <p>{check.title}</p>
                <p className="mt-0.5 text-muted">{firstSentence(check.why)}</p>
              </li>
            ))}
          </ul>
        </Panel>
      ))}
    </div>
  )
}

function firstSentence(text: string): string {
  const end = text.indexOf('. ')
  return end === -1 ? text : text.slice(0, end + 1)
}
