/** One whole run: workspace, pipeline, summary. */
package io.arrears.batch;
