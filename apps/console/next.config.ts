import { resolve } from 'node:path'
import type { NextConfig } from 'next'

const config: NextConfig = {
  output: 'standalone',
  outputFileTracingRoot: resolve(import.meta.dirname, '../..'),
  poweredByHeader: false,
  reactStrictMode: true,
  transpilePackages: ['geist'],
  experimental: { optimizePackageImports: ['radix-ui', 'lucide-react'] },
}

export default config
