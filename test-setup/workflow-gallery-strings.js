'use strict';

// The file that ships, so that tests see the words people see.

const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

const file = path.join(__dirname, '../src/webparts/workflowGallery/loc/en-us.js');
let strings;
function define(_dependencies, factory) {
  strings = factory();
}
vm.runInNewContext(fs.readFileSync(file, 'utf8'), { define }, { filename: file });

module.exports = strings;
