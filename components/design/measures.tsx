import { Panel } from '@/components/ui/panel'
import { RADII, SPACING, TYPE_SCALE } from './tokens'

/** Sizes of type, spaces, corners and the one shadow. */
export function Measures() {
  return (
    <>
      <Panel title="Type" note="Geist, and the system’s own letters for code; figures are tabular" id="type">
        <ul className="grid gap-2">
          {TYPE_SCALE.map(({ look, rem, use }) => (
            <li key={look} className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4">
              <span className={`truncate ${look}`}>Airworthy 0123456789</span>
              <span className="text-right text-muted text-xs">
                <span className="font-mono text-ink">{look}</span> {rem * 16} px · {use}
              </span>
            </li>
          ))}
        </ul>
      </Panel>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Panel title="Spacing" note="Steps of 4 px" id="spacing">
          <ul className="grid gap-2 text-sm">
            {SPACING.map(({ look, steps, use }) => (
              <li key={look} className="flex items-center gap-3">
                <span aria-hidden="true" className="flex w-8">
                  <span className={`h-4 bg-accent ${look}`} />
                </span>
                <span className="w-12">{steps * 4} px</span>
                <span className="min-w-0 text-muted">{use}</span>
              </li>
            ))}
          </ul>
        </Panel>
        <Panel title="Corners and shadow" note="Only what lies over the page casts a shadow" id="corners">
          <ul className="grid grid-cols-2 gap-4 text-sm sm:grid-cols-3">
            {RADII.map(({ look, rem, use }) => (
              <li key={look} className="grid content-start gap-1">
                <span aria-hidden="true" className={`h-12 border border-line-strong bg-sunken ${look}`} />
                <span className="font-mono text-xs">{look}</span>
                <span className="text-muted text-xs">
                  {rem === null ? 'Round' : `${rem * 16} px`} · {use}
                </span>
              </li>
            ))}
            <li className="grid content-start gap-1">
              <span aria-hidden="true" className="h-12 rounded-lg border bg-surface shadow-lg" />
              <span className="font-mono text-xs">shadow-lg</span>
              <span className="text-muted text-xs">Menus</span>
            </li>
          </ul>
        </Panel>
      </div>
    </>
  )
}
