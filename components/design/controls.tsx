import { Breadcrumb } from '@/components/ui/breadcrumb'
import { Button, ButtonLink } from '@/components/ui/button'
import { ChoiceLinks } from '@/components/ui/choice-links'
import { ExportLinks } from '@/components/ui/export-links'
import { ExternalLink } from '@/components/ui/external-link'
import { NumberField, SearchField, SelectField, TextField } from '@/components/ui/field'
import { FilterLinks } from '@/components/ui/filter-links'
import { NavTabs } from '@/components/ui/nav-tabs'
import { Pagination } from '@/components/ui/pagination'
import { Panel } from '@/components/ui/panel'
import { ThemeToggle } from '@/components/ui/theme-toggle'
import { Sample } from './sample'
import { SampleBusy } from './sample-busy'

const HERE = '/design'

/** What is pressed, filled in and followed, in each of its states. */
export function Controls() {
  return (
    <>
      <Panel title="Buttons" id="buttons">
        <div className="grid gap-4">
          <Sample name="Button, primary and plain">
            <Button look="primary">Scan</Button>
            <Button>Cancel</Button>
            <ButtonLink href={`${HERE}#buttons`}>A link that looks alike</ButtonLink>
          </Sample>
          <Sample name="Busy: refuses presses and keeps the focus">
            <SampleBusy />
          </Sample>
          <Sample name="Disabled">
            <Button look="primary" disabled>
              Scan
            </Button>
            <Button disabled>Cancel</Button>
          </Sample>
          <Sample name="ThemeToggle">
            <ThemeToggle />
          </Sample>
        </div>
      </Panel>
      <Panel title="Fields" note="Each has a label; native controls" id="fields">
        <div className="grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-4">
          <SearchField label="SearchField" name="q" value={undefined} placeholder="Name or topic" />
          <SelectField label="SelectField" name="kind" value="worker" any="Any kind" options={KINDS} />
          <NumberField label="NumberField" name="min" value={40} min={0} max={100} />
          <TextField label="TextField" name="name" value="Payments without tests" />
          <SelectField
            label="SelectField, disabled"
            name="off"
            value={undefined}
            any="Any kind"
            options={KINDS}
            disabled
          />
          <NumberField label="NumberField, disabled" name="off-number" value={40} disabled />
          <TextField label="TextField, read only" name="fixed" value="skylark-air" readOnly />
          <TextField label="TextField, not valid" name="bad" value="" aria-invalid required />
        </div>
      </Panel>
      <Panel title="Ways" note="The address holds every choice" id="ways">
        <div className="grid gap-4">
          <Sample name="Breadcrumb">
            <Breadcrumb
              steps={[
                { href: '/checks', label: 'Checks' },
                { href: '/checks/testing', label: 'Testing' },
              ]}
            />
          </Sample>
          <Sample name="NavTabs, the first is current">
            <NavTabs
              label="Sample of tabs"
              tabs={[
                { href: HERE, label: 'Design' },
                { href: '/checks', label: 'Checks' },
              ]}
            />
          </Sample>
          <Sample name="ChoiceLinks">
            <ChoiceLinks
              label="Sample of a choice"
              choices={[
                { href: `${HERE}?range=30d`, label: '30 days', current: true },
                { href: `${HERE}?range=90d`, label: '90 days', current: false },
              ]}
            />
          </Sample>
          <Sample name="FilterLinks">
            <FilterLinks
              label="Sample of filters"
              links={[
                { href: `${HERE}?verdict=fail`, label: 'Fail', count: 12, current: true },
                { href: `${HERE}?verdict=pass`, label: 'Pass', count: 1034, current: false },
              ]}
            />
          </Sample>
          <Sample name="ExternalLink, ExportLinks">
            <ExternalLink href="https://github.com">On GitHub</ExternalLink>
            <ExportLinks what="nothing, as a sample" path="/api/v1/sample" />
          </Sample>
          <Sample name="Pagination: first, middle and last page">
            <div className="grid w-full gap-3">
              {[1, 2, 3].map((page) => (
                <Pagination key={page} page={page} pageSize={50} total={134} href={pageOf} noun="repositories" />
              ))}
            </div>
          </Sample>
        </div>
      </Panel>
    </>
  )
}

const KINDS = [
  { value: 'web-service', label: 'Web service' },
  { value: 'worker', label: 'Worker' },
]

function pageOf(page: number): string {
  return `${HERE}?page=${page}`
}
