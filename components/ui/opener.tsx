'use client'

import {
  type ComponentType,
  createElement,
  type ReactElement,
  type ReactNode,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react'
import { Popover, showsPopover } from './popover'

/** What is loaded gets the button, to be wired to what it opens; it is open when it comes. */
export interface Opened {
  readonly trigger: ReactElement
  /** Whether a key opened it, so that the focus goes to its first item. */
  readonly isByKey: boolean
}

/**
 * A button for what is loaded only when somebody is about to press it. Without JavaScript, before it runs, and when
 * loading fails, the browser opens `plain` in its place.
 */
export function Opener<Props extends object>({
  kind,
  label,
  className,
  plain,
  plainLabel,
  load,
  props,
}: {
  readonly kind: 'menu' | 'dialog'
  readonly label: ReactNode
  readonly className: string
  readonly plain: ReactNode
  /** Names what the browser opens. */
  readonly plainLabel: string
  readonly load: () => Promise<{ readonly default: ComponentType<Props & Opened> }>
  readonly props: Props
}) {
  const popover = useRef<HTMLDivElement>(null)
  const [isByKey, setByKey] = useState(false)
  const [Loaded, setLoaded] = useState<ComponentType<Props & Opened> | null>(null)

  const open = useCallback(() => {
    load().then(
      ({ default: loaded }) => {
        if (showsPopover(popover.current)) popover.current?.hidePopover()
        setLoaded(() => loaded)
      },
      () => popover.current?.showPopover(),
    )
  }, [load])

  // Pressed before this script ran.
  const atFirst = useRef(open)
  useEffect(() => {
    if (showsPopover(popover.current)) atFirst.current()
  }, [])

  if (Loaded) {
    const trigger = (
      <button type="button" className={className}>
        {label}
      </button>
    )
    return createElement(Loaded, { ...props, trigger, isByKey })
  }
  const preload = () => void load().catch(() => undefined)
  return (
    <Popover
      ref={popover}
      label={label}
      name={plainLabel}
      className={className}
      button={{
        'aria-haspopup': kind,
        onPointerEnter: preload,
        onFocus: preload,
        onClick: (event) => {
          event.preventDefault()
          // No button of a mouse was pressed so many times.
          setByKey(event.detail === 0)
          open()
        },
      }}
    >
      {plain}
    </Popover>
  )
}
