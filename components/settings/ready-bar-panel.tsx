import { characteristicName } from '@/components/ui/characteristic-name'
import { Panel } from '@/components/ui/panel'
import { resetReadyBar, saveReadyBar } from '@/lib/actions/ready-bar'
import { CHARACTERISTICS } from '@/lib/checks/rubric'
import { getReadyBar } from '@/lib/data/ready-bar'
import { ConfirmedAction } from './confirmed-action'
import { ReadyBarForm } from './ready-bar-form'

const CHOICES = CHARACTERISTICS.map(({ id }) => ({ id, name: characteristicName(id) }))

/** When a repository is ready for production: to be changed by owners, to be read by the others. */
export async function ReadyBarPanel({ login }: { readonly login: string }) {
  const { bar, isOwn, mayChange, login: spelling } = await getReadyBar(login)
  return (
    <Panel
      title="Ready for production"
      note={
        isOwn
          ? 'This organisation has a bar of its own. It changes no score and no verdict.'
          : 'The bar of Airworthy. One of your own changes no score and no verdict.'
      }
    >
      {!mayChange && <p className="mb-4 text-sm">Only owners of the organisation may change this. Ask one of them.</p>}
      <div className="grid gap-4">
        <ReadyBarForm
          stored={bar}
          org={spelling}
          choices={CHOICES}
          mayChange={mayChange}
          store={saveReadyBar.bind(null, spelling)}
        />
        {mayChange && isOwn && (
          <ConfirmedAction
            act={resetReadyBar.bind(null, spelling)}
            summary="Go back to the bar of Airworthy…"
            title="Go back to the bar of Airworthy?"
            consequence="Your own bar is forgotten; what it was stays in the audit log."
            label="Go back"
            busy="Going back"
          />
        )}
      </div>
    </Panel>
  )
}
