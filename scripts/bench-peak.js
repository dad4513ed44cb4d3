'use strict';
// Preloaded into a measured process: leaves its peak resident memory (kB) behind.
process.on('exit', () => require('node:fs').writeFileSync(process.env.BENCH_PEAK_FILE, String(process.resourceUsage().maxRSS)));
