import { Panel } from '@/components/ui/panel'
import { saveSettings } from '@/lib/actions/settings'
import { plural } from '@/lib/checks/wording'
import { getOrganisationSettings } from '@/lib/data/organisation-settings'
import { SettingsForm } from './settings-form'

/** The settings of an organisation, and what they do to what the viewer sees. */
export async function SettingsPanel({ login }: { readonly login: string }) {
  const view = await getOrganisationSettings(login)
  const { counted, mayChange } = view
  return (
    <Panel
      title="What counts"
      note={`${countedNow(counted)} Python repositories that are neither forks nor archived always count.`}
    >
      {!mayChange && <p className="mb-4 text-sm">Only owners of the organisation may change this. Ask one of them.</p>}
      <SettingsForm view={view} store={saveSettings.bind(null, view.login)} />
    </Panel>
  )
}

function countedNow(counted: number): string {
  if (counted === 0) return 'No repository that you can see counts yet.'
  return `${plural(counted, 'repository', 'repositories')} that you can see ${counted === 1 ? 'counts' : 'count'} now.`
}
