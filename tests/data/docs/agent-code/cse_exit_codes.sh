#!/bin/bash
# Exit codes of the agent that sets up houses.
ERR_ROOF_INSTALL_FAIL=70 # The roof could not be put on
ERR_DOOR_TIMEOUT=71
# The chimney is blocked
ERR_CHIMNEY_BLOCKED=72
LADDER_LENGTH=12
