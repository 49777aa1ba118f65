"""The types of numpy array that the engine computes with."""

import numpy as np
from numpy.typing import NDArray

BoolArray = NDArray[np.bool_]
Int16Array = NDArray[np.int16]
Int64Array = NDArray[np.int64]
UInt32Array = NDArray[np.uint32]
Float32Array = NDArray[np.float32]
