import { Panel } from '@/components/ui/panel'
import { VerdictBadge } from '@/components/ui/verdict'
import { CHECKS } from '@/lib/checks/registry'
import { VERDICTS } from '@/lib/checks/rubric'
import { VERDICT_MEANINGS } from './verdict-meaning'

/** How twenty verdicts become one number. */
export function ScoringRules() {
  const weights = [...new Set(CHECKS.map(({ weight }) => weight))].sort((a, b) => b - a)
  return (
    <Panel title="How the score is made" id="scoring">
      <div className="grid gap-x-10 gap-y-6 lg:grid-cols-2">
        <div>
          <h3 className="mb-2 font-medium text-sm">Verdicts</h3>
          <table className="w-full text-sm">
            <thead className="sr-only">
              <tr>
                <th scope="col">Verdict</th>
                <th scope="col">Meaning and part in the score</th>
              </tr>
            </thead>
            <tbody>
              {VERDICTS.map((verdict) => (
                <tr key={verdict} className="border-t align-top first:border-t-0">
                  <th scope="row" className="w-36 py-2 pr-4 text-left font-normal">
                    <VerdictBadge verdict={verdict} />
                  </th>
                  <td className="py-2">
                    {VERDICT_MEANINGS[verdict].meaning}
                    <span className="block text-muted">
                      In the score: {VERDICT_MEANINGS[verdict].inScore.toLowerCase()}.
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <div className="grid max-w-prose content-start gap-3 text-sm">
          <h3 className="-mb-1 font-medium">Weights, score and coverage</h3>
          <p>
            Every characteristic has a weight ({weights.join(', ')}). The score is the weight gained of the weight that
            could be judged, from 0 to 100. What does not apply and what could not be looked at leave the sum. The
            owners of an organisation may give it weights of its own.
          </p>
          <p>
            Coverage tells how much the score stands on: of the weight that applies, the share that could be judged. A
            high score with a low coverage is a guess about the rest.
          </p>
          <p>
            A category’s score is made of its own characteristics alone. A team’s or an organisation’s score is the mean
            over its repositories.
          </p>
          <p>
            In a repository with several projects each project is judged for itself. The repository’s verdict is their
            mean, weighted by lines of application code: a pass from 0.8, a fail up to 0.2, partial between.
          </p>
          <p>
            Usage beats presence: a tool that is configured and never run is partial at best, and a step that can’t fail
            enforces nothing. A missing prerequisite is a fail, so absence never pays.
          </p>
          <p>
            Nothing of a repository is run, imported or installed. All that is said is read from its files at one
            commit.
          </p>
        </div>
      </div>
    </Panel>
  )
}
