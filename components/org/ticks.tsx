'use client'

import { useEffect, useRef, useState } from 'react'
import type { Option } from '@/components/ui/field'
import { formatCount } from '@/lib/checks/wording'

/**
 * Several of many to be ticked. In the browser as well, as an organisation has hundreds of teams: the page carries their
 * names once.
 */
export function Ticks({
  title,
  name,
  chosen,
  options,
  allAt,
}: {
  readonly title: string
  readonly name: string
  readonly chosen: readonly string[]
  readonly options: readonly Option[]
  /**
   * Where this page draws all from the start. With it only what is chosen is drawn until the `<details>` around is opened.
   */
  readonly allAt?: string
}) {
  const fieldset = useRef<HTMLFieldSetElement>(null)
  const [isOpened, setIsOpened] = useState(false)
  useEffect(() => {
    const details = fieldset.current?.closest('details')
    const open = () => setIsOpened((was) => was || details?.open === true)
    open()
    details?.addEventListener('toggle', open)
    return () => details?.removeEventListener('toggle', open)
  }, [])
  const isWhole = allAt === undefined || isOpened
  return (
    <fieldset ref={fieldset} className="min-w-0">
      <legend className="mb-1 font-medium text-muted text-xs">{title}</legend>
      <div className="ticks">
        {options
          .filter(({ value }) => isWhole || chosen.includes(value))
          .map(({ value, label }) => (
            <label key={value}>
              <input
                type="checkbox"
                name={name}
                value={value}
                defaultChecked={chosen.includes(value)}
                data-checked={chosen.includes(value)}
              />
              <span>{label}</span>
            </label>
          ))}
      </div>
      {!isWhole && (
        <a href={allAt} className="link text-sm">
          All {formatCount(options.length)}
        </a>
      )}
    </fieldset>
  )
}
