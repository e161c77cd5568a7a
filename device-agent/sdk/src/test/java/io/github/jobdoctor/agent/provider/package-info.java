/** The provider's contract, as the host program meets it. */
package io.github.jobdoctor.agent.provider;
