/** An app of somebody else that embeds the agent's AAR; built as a test, not shipped. */
package com.example.consumer;
