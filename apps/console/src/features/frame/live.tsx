'use client'

import type { LiveEvent } from '@maestro/contract'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import type { Address } from '@/api/call'
import { useSession } from '@/features/session/session'
import { Status } from '@/ui/status'
import { useWords } from '@/words/words-provider'

type Connection = 'connecting' | 'live' | 'lost'
const LiveContext = createContext<Connection>('connecting')

/** Which answers may have changed when the server says that something of this kind did. */
const affected: Record<LiveEvent['kind'], readonly string[]> = {
  device: [
    '/devices',
    '/rooms',
    '/overview',
    '/timeline',
    '/licenses/position',
    '/licenses/unconfirmed',
    '/deployments',
    '/drift',
  ],
  deployment: ['/deployments', '/targets', '/devices', '/rooms', '/overview', '/timeline', '/profiles', '/drift'],
  license: ['/licenses', '/license-', '/devices', '/rooms', '/overview', '/timeline'],
  room: ['/rooms', '/locations', '/overview'],
  audit: ['/audit', '/timeline'],
  organization: ['/organizations/{organizationId}', '/people', '/tokens', '/customers'],
  profile: ['/profiles', '/assignments', '/configuration', '/devices', '/rooms', '/groups', '/timeline'],
  group: ['/groups', '/profiles', '/assignments', '/configuration'],
}

function invalidate(client: QueryClient, kinds: ReadonlySet<LiveEvent['kind']>) {
  const parts = [...kinds].flatMap((kind) => affected[kind])
  void client.invalidateQueries({
    predicate: ({ queryKey }) => {
      const address = queryKey[0] as Address
      return parts.some((part) => address.includes(part))
    },
  })
}

/** Listens to what changes in the open organization and reads again what is on the screen; bursts are read once. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const { organization, may } = useSession()
  const client = useQueryClient()
  const [connection, setConnection] = useState<Connection>('connecting')
  const listens = may('devices.view')
  useEffect(() => {
    if (!listens) return
    const source = new EventSource(`/api/v1/organizations/${organization.id}/live`)
    const waiting = new Set<LiveEvent['kind']>()
    let timer: ReturnType<typeof setTimeout> | undefined
    let lost = false
    const flush = () => {
      timer = undefined
      invalidate(client, new Set(waiting))
      waiting.clear()
    }
    source.onopen = () => {
      setConnection('live')
      if (lost) void client.invalidateQueries()
      lost = false
    }
    source.onerror = () => {
      lost = true
      setConnection('lost')
    }
    source.onmessage = (message: MessageEvent<string>) => {
      waiting.add((JSON.parse(message.data) as LiveEvent).kind)
      timer ??= setTimeout(flush, 60)
    }
    return () => {
      clearTimeout(timer)
      source.close()
    }
  }, [organization.id, client, listens])
  return <LiveContext value={connection}>{children}</LiveContext>
}

/** Quiet while everything is live; says so when what is on the screen may be old. */
export function LiveMark() {
  const { t } = useWords()
  const connection = useContext(LiveContext)
  return (
    <span aria-live="polite" className="max-sm:hidden">
      {connection === 'lost' && (
        <Status tone="warn" moving className="text-12">
          {t('frame.reconnecting')}
        </Status>
      )}
    </span>
  )
}
