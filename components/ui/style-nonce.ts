'use client'

import { setNonce } from 'get-nonce'

// A dialog holds the page still by a style element, which the page's policy lets in by the nonce of its scripts alone.
if (typeof document !== 'undefined') setNonce(document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '')
