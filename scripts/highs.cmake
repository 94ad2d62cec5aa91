# How CMake builds HiGHS: eight files at a time, so that what they all include is read once. Its authors build it so on one system.
set(CMAKE_UNITY_BUILD ON)
set(CMAKE_UNITY_BUILD_BATCH_SIZE 8)
set(CMAKE_UNITY_BUILD_UNIQUE_ID HIGHS_UNITY_ID)
