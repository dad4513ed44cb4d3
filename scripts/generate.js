'use strict';
/** `npm run generate`: everything in the tree that is made from something else in it. */
const path = require('node:path');
const { must } = require('./lib');

const script = (name) => path.join(__dirname, name);

must('node', [script('generate-descriptors.js')]);
must('node', [script('generate-bindings.js')]);
must('node', ['--import', 'tsx', script('generate-docs.ts')]);
