export const dynamic = 'force-static'

/** Says that the console answers; it promises nothing about the api behind it. */
export function GET() {
  return Response.json({ status: 'ok' })
}
