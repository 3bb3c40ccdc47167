import type { Right } from '@maestro/domain'
import type { z } from 'zod'

/** Who may call a route: anybody, anybody signed in, or whoever has the right in the organization in the path. */
export type Access = 'public' | 'signed-in' | Right

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** One door of the API: what goes in, what comes out, who may. Server, console and OpenAPI all read this. */
export type RouteShape = {
  readonly method: Method
  /** Path below `/api/v1`, with `{name}` for parameters. */
  readonly path: string
  readonly access: Access
  readonly tag: string
  readonly summary: string
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** The largest body that is read; a million bytes unless more is said here. */
  readonly bodyBytes?: number
  readonly response?: z.ZodType
  /** Media type of the answer when it is not JSON. */
  readonly media?: 'text/csv' | 'text/event-stream'
  /** Status of success; default 200, or 204 without a response. */
  readonly status?: 200 | 201 | 202 | 204
  /** The caller must say which version it changes (RFC 9110 section 13.1.1). */
  readonly ifMatch?: true
}

/** Declares a route and keeps its exact types. */
export function route<const R extends RouteShape>(shape: R): R {
  return shape
}

type Output<R, K extends keyof RouteShape> = R extends { readonly [P in K]: infer S extends z.ZodType }
  ? z.output<S>
  : undefined
type Input<R, K extends keyof RouteShape> = R extends { readonly [P in K]: infer S extends z.ZodType }
  ? z.input<S>
  : undefined

/** What a handler receives, after parsing. */
export type RouteInput<R extends RouteShape> = {
  readonly params: Output<R, 'params'>
  readonly query: Output<R, 'query'>
  readonly body: Output<R, 'body'>
}

/** What a caller sends, before parsing. */
export type RouteRequest<R extends RouteShape> = {
  readonly params: Input<R, 'params'>
  readonly query: Input<R, 'query'>
  readonly body: Input<R, 'body'>
}

/** What the route answers, as the caller reads it. */
export type RouteResponse<R extends RouteShape> = Output<R, 'response'>
