/** What a run is made of: stages, their order, the context they work in, the runner, the records of a run. */
package io.arrears.pipeline;
