'use client'

import {
  type InfiniteData,
  keepPreviousData,
  queryOptions,
  type UseInfiniteQueryResult,
  type UseQueryResult,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query'
import { type Address, type Answer, call, type Input } from './call'

type ReadAddress = Extract<Address, `GET ${string}`>

export const readOptions = <A extends ReadAddress>(address: A, input: Input<A>) =>
  queryOptions({
    queryKey: [address, input.params, input.query],
    queryFn: ({ signal }) => call(address, { ...input, signal } as Input<A>),
  })

interface ReadSettings {
  enabled?: boolean
  /** Shows the answer to the previous question until the new one is there. */
  keep?: boolean
  refetchInterval?: number
}

export function useRead<A extends ReadAddress>(
  address: A,
  input: Input<A>,
  { keep, ...settings }: ReadSettings = {},
): UseQueryResult<Answer<A>, Error> {
  return useQuery({
    ...readOptions(address, input),
    ...settings,
    ...(keep && { placeholderData: keepPreviousData }),
  }) as UseQueryResult<Answer<A>, Error>
}

interface AnyPage {
  items: readonly unknown[]
  nextCursor: string | null
}

type PageAddress = { [A in ReadAddress]: Answer<A> extends AnyPage ? A : never }[ReadAddress]
export type ItemOf<A extends PageAddress> = Answer<A> extends { items: ReadonlyArray<infer Item> } ? Item : never

/** A list by cursor: pages are appended as the reader goes on. */
export function useList<A extends PageAddress>(
  address: A,
  input: Input<A>,
  { enabled = true }: { enabled?: boolean } = {},
): UseInfiniteQueryResult<InfiniteData<Answer<A>>, Error> {
  return useInfiniteQuery({
    queryKey: [address, input.params, input.query, 'pages'],
    enabled,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call(address, { ...input, query: { ...input.query, cursor: pageParam }, signal } as Input<A>),
    getNextPageParam: (page) => (page as unknown as AnyPage).nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  }) as UseInfiniteQueryResult<InfiniteData<Answer<A>>, Error>
}

export const itemsOf = <Item>(data: InfiniteData<{ items: Item[] }> | undefined): Item[] =>
  data?.pages.flatMap((page) => page.items) ?? []
