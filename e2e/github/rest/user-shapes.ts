import type { Host } from '../host'
import type { UserDescription } from '../organisation'
import { nodeId } from './node-id'

/** When everybody and everything whose beginning is not told began. */
export const FOUNDED = '2020-01-01T00:00:00Z'

/** Owners are users and organisations alike. */
export function ownerShape(host: Host, { login, id }: { login: string; id: number }, type: 'User' | 'Organization') {
  const url = `${host.apiUrl}/users/${login}`
  return {
    login,
    id,
    node_id: nodeId(type, id),
    avatar_url: `${host.url}/avatars/${login}.svg`,
    gravatar_id: '',
    url,
    html_url: `${host.url}/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    user_view_type: 'public',
    site_admin: false,
  }
}

export function userShape(host: Host, user: UserDescription) {
  return ownerShape(host, user, 'User')
}

export function publicUserShape(host: Host, user: UserDescription) {
  return { ...userShape(host, user), ...profile(user), email: null }
}

/** What people are told about themselves. */
export function privateUserShape(host: Host, user: UserDescription) {
  return {
    ...userShape(host, user),
    ...profile(user),
    user_view_type: 'private',
    private_gists: 0,
    total_private_repos: 0,
    owned_private_repos: 0,
    disk_usage: 0,
    collaborators: 0,
    two_factor_authentication: true,
  }
}

function profile({ name, email }: UserDescription) {
  return {
    name,
    company: null,
    blog: '',
    location: null,
    email,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: FOUNDED,
    updated_at: FOUNDED,
  }
}
