'use client'

/** Several of many to be ticked. In the browser as well, as an organisation has hundreds of teams: the page carries their names once. */
export function Ticks({
  title,
  name,
  chosen,
  options,
}: {
  readonly title: string
  readonly name: string
  readonly chosen: readonly string[]
  readonly options: readonly (readonly [value: string, label: string])[]
}) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium text-muted text-xs">{title}</legend>
      <div className="ticks">
        {options.map(([value, label]) => (
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
    </fieldset>
  )
}
