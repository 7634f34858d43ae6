import { Panel } from '@/components/ui/panel'
import { Day } from '@/components/ui/time'
import { endExclusion, excludeRepositories } from '@/lib/actions/exclusions'
import { visibleText } from '@/lib/checks/visible-text'
import { plural } from '@/lib/checks/wording'
import { type Exclusion, listExclusions } from '@/lib/data/exclusions'
import { ConfirmedAction } from './confirmed-action'
import { ExclusionForm } from './exclusion-form'

/** Repositories that do not count by their names, each with why: to be changed by owners, to be read by the others. */
export async function ExclusionsPanel({ login }: { readonly login: string }) {
  const { items, mayChange, login: spelling } = await listExclusions(login)
  return (
    <Panel
      title="Exclusions"
      note="Repositories that do not count, by name: examples, templates, forks under another flag."
    >
      <div className="grid gap-4">
        {items.length === 0 ? (
          <p className="text-muted text-sm">None. {!mayChange && 'Owners of the organisation may add some.'}</p>
        ) : (
          <ul>
            {items.map((item) => (
              <Item key={item.id} org={spelling} item={item} mayChange={mayChange} />
            ))}
          </ul>
        )}
        {mayChange && <ExclusionForm exclude={excludeRepositories.bind(null, spelling)} />}
      </div>
    </Panel>
  )
}

function Item({
  org,
  item,
  mayChange,
}: {
  readonly org: string
  readonly item: Exclusion
  readonly mayChange: boolean
}) {
  const { id, pattern, reason, by, createdAt, repositories } = item
  const matched = plural(repositories, 'repository', 'repositories')
  return (
    <li className="grid gap-1 border-t py-3 text-sm first:border-t-0 first:pt-0 [overflow-wrap:anywhere]">
      <p>
        <code className="font-medium font-mono">{pattern}</code>{' '}
        <span className="text-muted">matches {matched} that you can see</span>
      </p>
      <p>{visibleText(reason)}</p>
      <p className="text-muted text-xs">
        {by && `Added by ${by}, `}
        <Day day={createdAt} />
      </p>
      {mayChange && (
        <ConfirmedAction
          act={endExclusion.bind(null, org, id)}
          summary={`Remove ${pattern}…`}
          title={`Remove the exclusion of ${pattern}?`}
          consequence="What it matches counts again from now on, where nothing else leaves it out. The reason stays in the audit log."
          label="Remove the exclusion"
          busy="Removing"
        />
      )}
    </li>
  )
}
