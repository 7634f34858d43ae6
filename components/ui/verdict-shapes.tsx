import { VERDICTS } from '@/lib/checks/rubric'
import { VerdictPaths } from './verdict-paths'

/** The shapes of verdicts once for a page, which may show thousands: `<use href="#v-fail">`. Needs to be rendered, but not seen. */
export function VerdictShapes() {
  return (
    <svg aria-hidden="true" className="absolute size-0">
      {VERDICTS.map((verdict) => (
        <symbol key={verdict} id={`v-${verdict}`} viewBox="0 0 16 16">
          <VerdictPaths verdict={verdict} />
        </symbol>
      ))}
    </svg>
  )
}
