/** The sample company: a generator of billing data with planted faults. */
package io.arrears.sample;
