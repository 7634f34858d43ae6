import { Panel } from '@/components/ui/panel'
import { getOrganisationSettings } from '@/lib/data/organisation-settings'
import { SettingsForm } from './settings-form'

/** The settings of an organisation, and what they do to what the viewer sees. */
export async function SettingsPanel({ login }: { readonly login: string }) {
  const view = await getOrganisationSettings(login)
  const { counted, mayChange } = view
  const number = counted.toLocaleString('en-GB')
  return (
    <Panel
      title="What counts"
      note={`${number} ${counted === 1 ? 'repository counts' : 'repositories count'} of those that you can see. The organisation’s own living Python repositories always do.`}
    >
      {!mayChange && (
        <p className="mb-4 text-muted text-sm">Only owners of the organisation may change this. Ask one of them.</p>
      )}
      <SettingsForm view={view} />
    </Panel>
  )
}
