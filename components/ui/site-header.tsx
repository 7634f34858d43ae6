import type { Account } from './account-links'
import { AccountMenu } from './account-menu'
import { Link } from './link'
import { Logo } from './logo'
import { ThemeToggle } from './theme-toggle'

/** The bar at the top of every page. Without a viewer (public pages) there is no account menu. */
export function SiteHeader({ account }: { readonly account?: Account | null }) {
  return (
    <header className="border-b bg-surface">
      <div className="mx-auto flex h-14 max-w-7xl items-center gap-4 px-4 sm:gap-5 sm:px-6">
        <Link href="/" className="flex items-center gap-2 font-semibold tracking-tight">
          <Logo />
          <span className={account ? 'max-[27rem]:sr-only' : 'max-[23rem]:sr-only'}>Airworthy</span>
        </Link>
        <nav aria-label="Main" className="flex items-center gap-4 text-muted text-sm">
          <Link href="/orgs" className="hover:text-ink">
            Organisations
          </Link>
          <Link href="/checks" className="hover:text-ink">
            Checks
          </Link>
        </nav>
        <div className="ml-auto flex items-center gap-1 sm:gap-2">
          <ThemeToggle />
          {account && <AccountMenu {...account} />}
        </div>
      </div>
    </header>
  )
}
