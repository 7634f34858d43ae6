import { characteristicName } from '@/components/ui/characteristic-name'
import { Panel } from '@/components/ui/panel'
import { weightsPath } from '@/components/ui/paths'
import { Day } from '@/components/ui/time'
import { resetWeights, saveWeights } from '@/lib/actions/weights'
import { CATEGORIES, CHARACTERISTICS } from '@/lib/checks/rubric'
import { HIGHEST_WEIGHT, STANDARD_WEIGHTS } from '@/lib/checks/weights'
import { getWeights } from '@/lib/data/weights'
import { ConfirmedAction } from './confirmed-action'
import { WeightsForm } from './weights-form'

const GROUPS = CATEGORIES.map(({ id, title }) => ({
  title,
  choices: CHARACTERISTICS.filter(({ category }) => category === id).map(({ id: characteristic }) => ({
    id: characteristic,
    name: characteristicName(characteristic),
    standard: STANDARD_WEIGHTS[characteristic],
  })),
}))

/** How much each characteristic counts: to be changed by owners, to be read by the others. */
export async function WeightsPanel({ login }: { readonly login: string }) {
  const { weights, isOwn, since, mayChange, login: spelling } = await getWeights(login)
  return (
    <Panel
      title="Weights"
      id="weights"
      note={
        since ? (
          <>
            This organisation has weights of its own since <Day day={since.toISOString()} />. They change no verdict.
          </>
        ) : (
          'The standard weights of Airworthy. Weights of your own change every score and no verdict.'
        )
      }
    >
      {!mayChange && <p className="mb-4 text-sm">Only owners of the organisation may change this. Ask one of them.</p>}
      <div className="grid gap-4">
        <WeightsForm
          stored={weights}
          org={spelling}
          groups={GROUPS}
          highest={HIGHEST_WEIGHT}
          mayChange={mayChange}
          store={saveWeights.bind(null, spelling)}
        />
        <p className="text-muted text-sm [overflow-wrap:anywhere]">
          <a href={weightsPath(spelling)} download={`${spelling}-weights.json`} className="link">
            Download the weights
          </a>{' '}
          to score the same in a terminal or in CI: <code>airworthy audit . --weights {spelling}-weights.json</code>
        </p>
        {mayChange && isOwn && (
          <ConfirmedAction
            act={resetWeights.bind(null, spelling)}
            summary="Go back to the standard weights…"
            title="Go back to the standard weights?"
            consequence="All scores are counted by the standard weights again, those of the past included. Your own weights are forgotten; what they were stays in the audit log."
            label="Go back to the standard"
            busy="Counting all scores anew"
          />
        )}
      </div>
    </Panel>
  )
}
