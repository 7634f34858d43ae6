'use client'

import { createContext, type ReactNode, useContext } from 'react'

const RunsScripts = createContext(false)

/** Says to what is below whether the browser is known to run scripts, as `/theme.js` leaves a cookie where it does. */
export function RunsScriptsProvider({ value, children }: { readonly value: boolean; readonly children: ReactNode }) {
  return <RunsScripts value={value}>{children}</RunsScripts>
}

/** False where it is not known. */
export function useRunsScripts(): boolean {
  return useContext(RunsScripts)
}
