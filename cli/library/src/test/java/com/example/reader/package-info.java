/** Another program, which has the library and nothing else. */
package com.example.reader;
