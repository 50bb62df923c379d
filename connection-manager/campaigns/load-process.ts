import { runLoad } from './load';

void runLoad(process.argv.slice(2));
