import type { ComponentProps } from 'react'
import { Options } from './field-options'
import { Icon } from './icon'

const CONTROL = 'min-h-9 w-full rounded-md border border-line-strong bg-surface text-sm text-ink hover:border-muted'

export interface Option {
  readonly value: string
  readonly label: string
}

/** A labelled native select; the empty value is the first option and means "no filter". */
export function SelectField({
  label,
  name,
  value,
  options,
  any,
  ...rest
}: Omit<ComponentProps<'select'>, 'value' | 'defaultValue' | 'name'> & {
  readonly label: string
  readonly name: string
  readonly value: string | undefined
  readonly options: readonly Option[]
  /** Text of the empty option; without it there is none. */
  readonly any?: string
}) {
  return (
    <label className="grid min-w-0 gap-1">
      <span className="text-muted text-xs">{label}</span>
      <span className="relative block">
        <select
          name={name}
          data-value={value ?? ''}
          defaultValue={value ?? ''}
          className={`${CONTROL} appearance-none py-1.5 pr-8 pl-2.5`}
          {...rest}
        >
          {any && <option value="">{any}</option>}
          <Options options={options} />
        </select>
        <Icon
          name="chevron-down"
          className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-muted"
        />
      </span>
    </label>
  )
}

/** A labelled search box; `/` moves the focus to it where `<FormShortcuts>` stands in the same form and takes it. */
export function SearchField({
  label,
  name,
  value,
  placeholder,
  takesSlash = true,
}: {
  readonly label: string
  readonly name: string
  readonly value: string | undefined
  readonly placeholder?: string
  /** As the `<FormShortcuts>` of its form does. */
  readonly takesSlash?: boolean
}) {
  return (
    <label className="grid min-w-0 gap-1">
      <span className="text-muted text-xs">{label}</span>
      <span className="relative block">
        <Icon
          name="search"
          className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted"
        />
        <input
          type="search"
          name={name}
          data-value={value ?? ''}
          defaultValue={value ?? ''}
          placeholder={placeholder}
          maxLength={100}
          autoComplete="off"
          spellCheck={false}
          aria-keyshortcuts={takesSlash ? '/' : undefined}
          className={`${CONTROL} py-1.5 pr-2.5 pl-8`}
        />
      </span>
    </label>
  )
}

/** A labelled number of a filter; empty means "no filter". */
export function NumberField({
  label,
  name,
  value,
  ...rest
}: Omit<ComponentProps<'input'>, 'value' | 'defaultValue' | 'name' | 'type'> & {
  readonly label: string
  readonly name: string
  readonly value: number | undefined
}) {
  return (
    <label className="grid min-w-0 gap-1">
      <span className="truncate text-muted text-xs">{label}</span>
      <input
        type="number"
        name={name}
        data-value={value ?? ''}
        defaultValue={value ?? ''}
        inputMode="numeric"
        autoComplete="off"
        className={`${CONTROL} px-2.5 py-1.5`}
        {...rest}
      />
    </label>
  )
}

/** A labelled line of text. */
export function TextField({
  label,
  name,
  value,
  ...rest
}: Omit<ComponentProps<'input'>, 'value' | 'defaultValue' | 'name' | 'type'> & {
  readonly label: string
  readonly name: string
  readonly value: string
}) {
  return (
    <label className="grid min-w-0 gap-1">
      <span className="text-muted text-xs">{label}</span>
      <input
        type="text"
        name={name}
        defaultValue={value}
        maxLength={500}
        autoComplete="off"
        spellCheck={false}
        className={`${CONTROL} px-2.5 py-1.5`}
        {...rest}
      />
    </label>
  )
}
