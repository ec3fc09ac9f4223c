"""A pack of what somebody says into a microphone: the words to say, what is wrong with a take, and what is mended."""
