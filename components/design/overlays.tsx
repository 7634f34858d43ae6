import { AccountMenu } from '@/components/ui/account-menu'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { KeyTable } from '@/components/ui/key-table'
import { Panel } from '@/components/ui/panel'
import { Popover } from '@/components/ui/popover'
import { Time } from '@/components/ui/time'
import { Sample } from './sample'
import { SampleConfirm } from './sample-confirm'

/** What opens over the page, and the keys of each. */
export function Overlays() {
  return (
    <>
      <Panel title="Popover" note="The browser’s own, with and without JavaScript" id="popover">
        <div className="grid items-start gap-6 sm:grid-cols-2">
          <Sample name="Opens a form, or what explains">
            <Popover label="Options" name="Sample of a popover" className={OPENER}>
              <label className="flex items-center gap-2 text-sm">
                <input type="checkbox" className="size-4 accent-ink" /> Show everything
              </label>
            </Popover>
          </Sample>
          <KeyTable
            keys={[
              ['Enter or Space', 'Opens and closes it'],
              ['Tab', 'From its button into it, and on to what follows'],
              ['Escape', 'Closes it; the focus goes back to its button'],
            ]}
          />
        </div>
      </Panel>
      <Panel title="Menu" note="Loaded when it is about to be opened; a popover of links until then" id="menu">
        <div className="grid items-start gap-6 sm:grid-cols-2">
          <Sample name="AccountMenu: with a session, with a token">
            <AccountMenu login="grace" name="Grace Hopper" canSignOut />
            <AccountMenu login="ada" name={null} canSignOut={false} />
          </Sample>
          <KeyTable
            keys={[
              ['Enter or Space', 'Opens it at its first item; chooses an item'],
              ['↓ and ↑', 'The next and the previous item, round and round'],
              ['Home and End', 'The first and the last item'],
              ['A letter', 'The item that begins with it'],
              ['Escape', 'Closes it; the focus goes back to its button'],
            ]}
          />
        </div>
      </Panel>
      <Panel title="Confirm" note="Before something is lost; a popover without JavaScript" id="confirm">
        <div className="grid items-start gap-6 sm:grid-cols-2">
          <Sample name="Done, and refused">
            <SampleConfirm />
            <SampleConfirm refusal="It may have been revoked already." />
          </Sample>
          <KeyTable
            keys={[
              ['Enter or Space', 'Opens it, with the focus on Cancel'],
              ['Tab', 'Round and round within it'],
              ['Escape', 'No; the focus goes back to what opened it'],
            ]}
          />
        </div>
      </Panel>
      <Panel title="Tooltip" note="One for the page, from titles; browsers show those without JavaScript" id="tooltip">
        <div className="grid items-start gap-6 sm:grid-cols-2">
          <Sample name="On a control, a time, and what only it names">
            <Button title="Reads its signals from GitHub once more">Ask again</Button>
            <span className="text-sm">
              <Time at="2026-01-12T09:14:00Z" />
            </span>
            <a href="#tooltip" title="To this panel" className="grid size-8 place-items-center rounded-md border">
              <Icon name="arrow-up" />
            </a>
          </Sample>
          <KeyTable
            keys={[
              ['Tab', 'Shows it with the focus, and takes it away'],
              ['Escape', 'Takes it away; the focus stays'],
            ]}
          />
        </div>
      </Panel>
    </>
  )
}

const OPENER = 'rounded-md border px-2.5 py-1 text-muted text-xs hover:text-ink'
