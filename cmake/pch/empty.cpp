// A translation unit for the targets that own precompiled headers.
